export { openImageRoom, type ImageRoom, type ImageRoomOptions } from './room.ts'
export type { CleanPage, ImageInput, ReencodedPage } from './protocol.ts'
