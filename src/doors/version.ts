/** The version in package.json, put in by the build. */
declare const SKEP_VERSION: string

/** The version of this program. `SKEP_TEST_VERSION` lets a test upgrade what has only one. */
export const version: string = process.env['SKEP_TEST_VERSION'] ?? SKEP_VERSION
