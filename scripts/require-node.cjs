// Runs before everything that needs the checkout's own Node, read by an older one when that is missing: no newer syntax than
// Node 12 knows.
const found = process.versions.node
const [major, minor] = found.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `node_modules/.bin/node (Node 26, from the npm package "node") is missing and the Node of this machine, ${found}, is older ` +
      'than 22.13: run "npm ci" again with the registry in reach and install scripts allowed for "node" and "esbuild".',
  )
  process.exitCode = 1
}
