import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { renderLicences } from './licences.ts'

type Output = { path: string; bytes: Uint8Array }

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

process.chdir(root)
const outputs = await bundle()
for (const output of outputs) writeInPlace(output)
chmodSync(join(dist, 'main.js'), 0o755)
removeAllBut(outputs.map(output => output.path))

async function bundle(): Promise<Output[]> {
  const { outputFiles, metafile } = await build({
    entryPoints: { program: 'src/main.ts', ...(existsSync('src/index.ts') && { index: 'src/index.ts' }) },
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.13',
    minify: true,
    external: ['node-pty', 'react-devtools-core'],
    define: {
      SKEP_VERSION: JSON.stringify(readVersion()),
      'process.env.NODE_ENV': '"production"',
      // Ink looks for React's developer tools when it is set; they are not among the packages.
      'process.env.DEV': '"false"',
    },
    // Packages in CommonJS (react's scheduler, signal-exit, vscode-jsonrpc) ask for Node's own modules with require().
    banner: { js: "const require=process.getBuiltinModule('module').createRequire(import.meta.url);" },
    legalComments: 'external',
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  const isLegal = (path: string) => path.endsWith('.LEGAL.txt')
  return [
    ...outputFiles.filter(file => !isLegal(file.path)).map(file => ({ path: file.path, bytes: file.contents })),
    { path: join(dist, 'main.js'), bytes: readFileSync('src/stub.js') },
    {
      path: join(dist, 'LICENSES.txt'),
      bytes: licences(
        metafile,
        outputFiles.filter(file => isLegal(file.path)).map(file => file.text),
      ),
    },
  ]
}

function licences(metafile: Metafile, comments: string[]): Uint8Array {
  return Buffer.from(renderLicences(Object.keys(metafile.inputs), comments))
}

function readVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'))
  return version
}

// A program started from dist may load a chunk at any time: a file is replaced in one step and left alone when it is the same.
function writeInPlace({ path, bytes }: Output): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, bytes)
  renameSync(`${path}.new`, path)
}

function removeAllBut(paths: string[]): void {
  const kept = new Set(paths)
  const files = globSync('**', { cwd: dist, withFileTypes: true }).filter(entry => entry.isFile())
  for (const file of files.map(entry => join(entry.parentPath, entry.name))) {
    if (!kept.has(file)) rmSync(file)
  }
}
