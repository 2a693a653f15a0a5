/** The version in package.json, put in by the build. */
declare const SKEP_VERSION: string

if (process.argv[2] === '--version') {
  console.log(SKEP_VERSION)
} else {
  console.error('skep: only --version is there so far')
  process.exitCode = 2
}
