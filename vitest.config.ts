import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Machines are busy: a wait fails by its own ceiling, which shows what was there, long before this one.
const testTimeout = 60_000

const config: ViteUserConfig = defineConfig({
  test: {
    reporters: ['default', './test/report.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/scenes/**'],
          testTimeout,
          hookTimeout: testTimeout,
          // Not 0: vitest puts a project of one worker (a machine of two cores) with that order behind all others.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'scenes',
          include: ['test/scenes/**/*.test.{ts,tsx}'],
          testTimeout: 2 * testTimeout,
          hookTimeout: testTimeout,
          // After the rest and one file at a time: each scene starts whole programs and reads their screens.
          sequence: { groupOrder: 2 },
          maxWorkers: 1,
        },
      },
    ],
  },
})

export default config
