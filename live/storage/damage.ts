// What storage says when it cannot vouch for a data directory: in words for whoever runs the server.

/** The directory is not to be used: damaged, another server's, or in use. */
export class StorageRefused extends Error {
  override readonly name: string = 'StorageRefused';
}

/** Bytes that were promised to be there are not what was written. */
export class StorageDamaged extends StorageRefused {
  override readonly name = 'StorageDamaged';
  readonly file: string;
  readonly offset: number;

  constructor(file: string, offset: number, what: string) {
    super(`${file} is damaged at byte ${offset}: ${what}`);
    this.file = file;
    this.offset = offset;
  }
}
