/**
 * Reads tesseract's serialised networks (network.cpp, weightmatrix.cpp of tesseract 5) so far as to turn their integer
 * weights into floating ones: `lstmtraining` refuses to continue from an integer model, and only integer ones are packaged.
 */
interface Reader {
  readonly source: Buffer
  at: number
  readonly written: Buffer[]
}

const intWeights = 1
const doubles = 128
const layerRates = 64
const integerModel = 1
const holders = new Set(['Series', 'Parallel', 'Replicated', 'ParBidiLSTM', 'DepParUDLSTM', 'RTLReversed', 'TTBReversed', 'XYTranspose'])
const lstms = new Set(['LSTM', 'SummLSTM'])
const full = new Set(['Logistic', 'LinLogistic', 'LinTanh', 'Tanh', 'Relu', 'Linear', 'Softmax', 'SoftmaxNoCTC'])
/** Four-byte numbers after the head of a layer without weights. */
const plain: Readonly<Record<string, number>> = { Input: 5, Convolve: 2, Maxpool: 2, Reconfig: 2 }
const gates = 4

function copy(reader: Reader, count: number): Buffer {
  const taken = reader.source.subarray(reader.at, reader.at + count)
  if (taken.length < count) throw new RangeError('the model ends early')
  reader.at += count
  reader.written.push(taken)
  return taken
}

const copyText = (reader: Reader): string => copy(reader, copy(reader, 4).readUInt32LE()).toString('latin1')

/** A matrix of int8 rows with a factor for each row becomes a matrix of doubles. */
function floatWeights(reader: Reader): void {
  const { source } = reader
  const mode = source.readUInt8(reader.at)
  if ((mode & intWeights) === 0 || (mode & doubles) === 0) throw new RangeError(`weights of kind ${mode}: not an integer model of tesseract 4 or 5`)
  const [rows, columns] = [source.readInt32LE(reader.at + 1), source.readInt32LE(reader.at + 5)]
  const from = reader.at + 10
  const factors = from + rows * columns + 4
  const head = Buffer.alloc(17)
  head.writeUInt8(mode & ~intWeights)
  head.writeInt32LE(rows, 1)
  head.writeInt32LE(columns, 5)
  const values = Buffer.alloc(8 * rows * columns)
  for (let row = 0; row < rows; row++) {
    const factor = source.readDoubleLE(factors + 8 * row)
    for (let column = 0; column < columns; column++) {
      const index = row * columns + column
      values.writeDoubleLE(source.readInt8(from + index) * factor, 8 * index)
    }
  }
  reader.written.push(head, values)
  reader.at = factors + 8 * source.readUInt32LE(factors - 4)
}

function network(reader: Reader): void {
  if (copy(reader, 1).readInt8() !== 0) throw new RangeError('not a network of tesseract 4 or 5')
  const kind = copyText(reader)
  copy(reader, 2)
  const flags = copy(reader, 4).readInt32LE()
  copy(reader, 12)
  copyText(reader)
  if (holders.has(kind)) {
    for (let inner = copy(reader, 4).readUInt32LE(); inner > 0; inner--) network(reader)
    if ((flags & layerRates) !== 0) copy(reader, 4 * copy(reader, 4).readUInt32LE())
  } else if (lstms.has(kind)) {
    copy(reader, 4)
    for (let gate = 0; gate < gates; gate++) floatWeights(reader)
  } else if (full.has(kind)) {
    floatWeights(reader)
  } else {
    const numbers = plain[kind]
    if (numbers === undefined) throw new RangeError(`a layer of kind ${kind}`)
    copy(reader, 4 * numbers)
  }
}

/** The `.lstm` component of an integer model as `lstmtraining --continue_from` takes it. Throws RangeError for anything else. */
export function floatModel(lstm: Buffer): Buffer {
  const reader: Reader = { source: lstm, at: 0, written: [] }
  network(reader)
  copyText(reader)
  const flags = Buffer.from(lstm.subarray(reader.at, reader.at + 4))
  flags.writeInt32LE(flags.readInt32LE() & ~integerModel)
  return Buffer.concat([...reader.written, flags, lstm.subarray(reader.at + 4)])
}
