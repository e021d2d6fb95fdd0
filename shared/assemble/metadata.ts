import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PDFHexString, PDFName, PDFString, type PDFContext, type PDFDict, type PDFRef } from 'pdf-lib'
import { toVietnamTime, type Instant } from '../model/index.ts'
import { deflated } from './embedded-font.ts'
import type { Conformance, DocumentMetadata } from './types.ts'

const software = 'Trạm số hóa (sohoa)'
const languageTags = { vi: 'vi-VN', en: 'en' } as const
const profileFile = path.join(import.meta.dirname, '..', '..', 'resources', 'icc', 'sRGB.icc')

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '')
}

/** Text as XML and PDF may hold it: NFC, without control characters. */
function clean(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(/\p{Cc}/gu, ' ').trim()
}

/** What a reader is to know about the images: nothing, or which are no longer the raw scan. */
function description(reencodedPages: readonly number[]): string {
  if (reencodedPages.length === 0) return ''
  return `Ảnh đã nén lại một lần từ bản quét gốc: trang ${reencodedPages.join(', ')}. Ảnh các trang khác là bản quét gốc, nguyên từng byte.`
}

function xmp(metadata: DocumentMetadata, about: string, conformance: Conformance): string {
  const time = toVietnamTime(metadata.createdAt)
  const alternative = (text: string): string => `<rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt>`
  return `<?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>${conformance.slice(0, 1)}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format><dc:identifier>${escaped(clean(metadata.identifier))}</dc:identifier><dc:title>${alternative(clean(metadata.title))}</dc:title><dc:creator><rdf:Seq><rdf:li>${escaped(clean(metadata.agency))}</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>${languageTags[metadata.language]}</rdf:li></rdf:Bag></dc:language>${about === '' ? '' : `<dc:description>${alternative(about)}</dc:description>`}</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${time}</xmp:CreateDate><xmp:ModifyDate>${time}</xmp:ModifyDate><xmp:MetadataDate>${time}</xmp:MetadataDate><xmp:CreatorTool>${software}</xmp:CreatorTool></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${software}</pdf:Producer></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
}

/** `D:20261122100625+07'00'` (ISO 32000-1 7.9.4), the same moment that XMP tells. */
function pdfDate(moment: Instant): string {
  const time = toVietnamTime(moment)
  return `D:${time.slice(0, 19).replace(/\D/g, '')}+07'00'`
}

function outputIntent(context: PDFContext): PDFRef {
  const profile = deflated(context, readFileSync(profileFile), { N: 3 })
  return context.register(context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB IEC61966-2.1'),
    Info: PDFString.of('sRGB IEC61966-2.1'),
    DestOutputProfile: profile,
  }))
}

/** What a PDF/A file says of itself (ISO 19005-2 6.6, 6.2.3): title, author, times and part, in XMP and in the information dictionary alike; colours; language; /ID `id`. */
export function describeDocument(context: PDFContext, catalog: PDFDict, options: {
  readonly metadata: DocumentMetadata
  readonly reencodedPages: readonly number[]
  readonly conformance: Conformance
  /** 32 hexadecimal digits. */
  readonly id: string
}): void {
  const { metadata, conformance, id } = options
  const about = description(options.reencodedPages)
  const packet = context.register(context.stream(new TextEncoder().encode(xmp(metadata, about, conformance)), { Type: 'Metadata', Subtype: 'XML' }))
  catalog.set(PDFName.of('Metadata'), packet)
  catalog.set(PDFName.of('OutputIntents'), context.obj([outputIntent(context)]))
  catalog.set(PDFName.of('Lang'), PDFString.of(languageTags[metadata.language]))
  catalog.set(PDFName.of('ViewerPreferences'), context.obj({ DisplayDocTitle: true }))
  const date = PDFString.of(pdfDate(metadata.createdAt))
  context.trailerInfo.Info = context.register(context.obj({
    Title: PDFHexString.fromText(clean(metadata.title)),
    Author: PDFHexString.fromText(clean(metadata.agency)),
    ...(about === '' ? {} : { Subject: PDFHexString.fromText(about) }),
    Creator: PDFHexString.fromText(software),
    Producer: PDFHexString.fromText(software),
    CreationDate: date,
    ModDate: date,
  }))
  context.trailerInfo.ID = context.obj([PDFHexString.of(id), PDFHexString.of(id)])
}
