import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBranch } from '../../src/config/branch.ts'
import { folderWith } from './files.ts'

test('a branch is that of the repository around a folder', async () => {
  const folder = folderWith({ 'repo/.git/HEAD': 'ref: refs/heads/feature/x\n', 'repo/api/src/': '' })
  expect(await readBranch(join(folder, 'repo/api/src'))).toBe('feature/x')
})

test('a worktree has a branch of its own', async () => {
  const folder = folderWith({
    'repo/.git/HEAD': 'ref: refs/heads/main\n',
    'repo/.git/worktrees/other/HEAD': 'ref: refs/heads/other\n',
    'other/.git': 'gitdir: ../repo/.git/worktrees/other\n',
  })
  expect(await readBranch(join(folder, 'other'))).toBe('other')
  expect(await readBranch(join(folder, 'repo'))).toBe('main')
})

test('where no branch is checked out the commit stands for it', async () => {
  const commit = '0123456789abcdef0123456789abcdef01234567'
  expect(await readBranch(folderWith({ '.git/HEAD': `${commit}\n` }))).toBe(commit)
})

test('what is not known is none', async () => {
  expect(await readBranch(folderWith({ '.git/HEAD': 'ref: refs/heads/.invalid\n' }))).toBeUndefined()
})
