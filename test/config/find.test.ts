import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findProject } from '../../src/config/find.ts'
import { folderWith } from './files.ts'

test('the project is the nearest folder upwards that has a file of ours', async () => {
  const folder = folderWith({
    'skep.yaml': '',
    'web/skep.json': '',
    'web/src/deep/': '',
    'api/src/': '',
    'api/.git/': '',
  })
  expect(await findProject(join(folder, 'web/src/deep'))).toEqual({
    folder: join(folder, 'web'),
    file: join(folder, 'web/skep.json'),
  })
  expect(await findProject(join(folder, 'api/src'))).toEqual({ folder, file: join(folder, 'skep.yaml') })
  expect(await findProject(folder)).toEqual({ folder, file: join(folder, 'skep.yaml') })
})

test('of several files of ours in a folder, skep.yaml counts', async () => {
  const folder = folderWith({ 'skep.json': '', 'skep.yml': '', 'skep.yaml': '' })
  expect((await findProject(folder)).file).toBe(join(folder, 'skep.yaml'))
})

test('without such a file it is the root of the git repository, also where .git is a file', async () => {
  const folder = folderWith({ 'repo/.git/': '', 'repo/src/': '', 'tree/.git': 'gitdir: x', 'tree/src/': '' })
  expect(await findProject(join(folder, 'repo/src'))).toEqual({ folder: join(folder, 'repo'), file: undefined })
  expect(await findProject(join(folder, 'tree/src'))).toEqual({ folder: join(folder, 'tree'), file: undefined })
})

test('else it is the folder itself', async () => {
  const folder = folderWith({ 'a/b/': '' })
  expect(await findProject(join(folder, 'a/b'))).toEqual({ folder: join(folder, 'a/b'), file: undefined })
})
