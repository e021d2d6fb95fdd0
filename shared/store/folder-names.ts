/** What stands in a station's folder, beside header, seal and lock. */
export const databaseName = 'station.db'
/** The database and what may lie beside it. */
export const databaseNames = [databaseName, `${databaseName}-wal`, `${databaseName}-shm`, `${databaseName}-journal`] as const
export const blobsName = 'blobs'
/** Stands in the folder while a station is being created: until it is gone there is no station. */
export const creatingName = 'creating'
/** Stands in the folder while a backup is being restored into it: until it is gone the folder is nobody's station. */
export const restoringName = 'restoring'
