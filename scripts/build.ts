import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildResult, build } from 'esbuild'
import { inkWithoutDevtools } from './ink.ts'
import { renderLicences } from './licences.ts'
import { type Output, replaceFolder } from './replace-folder.ts'
import { readTypes } from './types.ts'
import { yogaWithoutFetch } from './yoga.ts'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

process.chdir(root)
replaceFolder(dist, toOutputs(await bundle()))

function bundle() {
  return build({
    entryPoints: { program: 'src/main.ts', index: 'src/index.ts' },
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.13',
    minify: true,
    external: ['node-pty'],
    plugins: [inkWithoutDevtools, yogaWithoutFetch],
    define: {
      SKEP_VERSION: JSON.stringify(readVersion()),
      'process.env.NODE_ENV': '"production"',
    },
    // Packages in CommonJS (react's scheduler, signal-exit, vscode-jsonrpc) ask for Node's own modules with require().
    banner: { js: "const require=process.getBuiltinModule('module').createRequire(import.meta.url);" },
    legalComments: 'external',
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
}

function readVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'))
  return version
}

type Bundle = BuildResult<{ metafile: true; write: false }>

// The entries come after the chunks that they name.
function toOutputs({ outputFiles, metafile }: Bundle): Output[] {
  const legal = outputFiles.filter(file => file.path.endsWith('.LEGAL.txt'))
  const code = outputFiles.filter(file => file.path.endsWith('.js'))
  const isChunk = (path: string) => path.includes('/chunks/')
  const licences = renderLicences(
    Object.keys(metafile.inputs),
    legal.map(file => file.text),
  )
  return [
    ...code.filter(file => isChunk(file.path)),
    ...code.filter(file => !isChunk(file.path)),
    { path: join(dist, 'LICENSES.txt'), contents: Buffer.from(licences) },
    ...readTypes(join(dist, 'types')),
    { path: join(dist, 'main.js'), contents: readFileSync('src/stub.js'), mode: 0o755 },
  ]
}
