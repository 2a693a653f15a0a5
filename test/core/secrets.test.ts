import { expect, it } from 'vitest'
import { hideSecrets } from '../../src/core/secrets.ts'

it('never shows the value of a variable with a secret name, and says which those are', () => {
  const env = { PORT: '3000', API_KEY: 'a', db_password: 'b', GITHUB_TOKEN: 'c', AWS_CREDENTIALS: 'd', MY_SECRET: 'e' }
  const { shown, hidden } = hideSecrets({ ...env, PRIVATE_HOST: 'f' })
  expect(shown).toEqual({ PORT: '3000' })
  expect(hidden).toEqual(['API_KEY', 'db_password', 'GITHUB_TOKEN', 'AWS_CREDENTIALS', 'MY_SECRET', 'PRIVATE_HOST'])
})
