// Loaded before the TypeScript of `npm start` and its like, so plain JavaScript that any Node reads.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `Parley needs Node 24: this is ${process.versions.node}, and npm could not install the package node for ${process.platform} ${process.arch}; install Node 24 or newer.\n`,
  );
  process.exit(1);
}
