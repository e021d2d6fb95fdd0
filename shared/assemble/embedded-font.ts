import { deflateSync } from 'node:zlib'
import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFName, PDFNull, PDFNumber, PDFRef, type PDFContext, type PDFObject } from 'pdf-lib'
import { embedFont as embedIn, type FontProgram } from '../font/index.ts'
import { type PdfObject, type PdfReference } from '../pdf-file/index.ts'

function toLibrary(context: PDFContext, object: PdfObject): PDFObject {
  if (object === null) return PDFNull
  if (typeof object === 'boolean') return object ? PDFBool.True : PDFBool.False
  if (typeof object === 'number') return PDFNumber.of(object)
  switch (object.kind) {
    case 'name': return PDFName.of(object.name)
    case 'string': return PDFHexString.of(Buffer.from(object.value, 'latin1').toString('hex'))
    case 'reference': return PDFRef.of(object.number, object.generation)
    case 'array': {
      const made = PDFArray.withContext(context)
      for (const item of object.items) made.push(toLibrary(context, item))
      return made
    }
    case 'dictionary': return PDFDict.fromMapWithContext(new Map([...object.entries].map(([key, value]) => [PDFName.of(key), toLibrary(context, value)])), context)
    case 'stream':
    case 'unreadable': throw new TypeError('not a part of another object')
  }
}

/** Registers bytes as a Flate-coded stream. */
export function deflated(context: PDFContext, content: Uint8Array | string, dictionary: Parameters<PDFContext['stream']>[1] = {}): PDFRef {
  return context.register(context.stream(deflateSync(content, { level: 9 }), { ...dictionary, Filter: 'FlateDecode' }))
}

/** Embeds a TrueType program as a composite font with two-byte codes. */
export function embedFont(context: PDFContext, program: FontProgram): PDFRef {
  const told = (reference: PDFRef): PdfReference => ({ kind: 'reference', number: reference.objectNumber, generation: reference.generationNumber })
  const { number, generation } = embedIn({
    add: (object) => told(context.register(toLibrary(context, object))),
    addStream: (entries, data) => {
      const dictionary = Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, toLibrary(context, value)]))
      return told(context.register(context.stream(data, dictionary)))
    },
  }, program)
  return PDFRef.of(number, generation)
}
