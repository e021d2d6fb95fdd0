import { compareWithCorpus, compareWithPdfsig } from '../support/signature-corpus.ts'

/** Prints how far our verdicts agree with what is known of foreign signed files. */
const compared = await compareWithCorpus()
const real = await compareWithPdfsig()
if (compared === undefined || real === undefined) {
  console.log('verify: ../shared/corpus is absent, nothing compared')
} else {
  console.log(`${'known'.padEnd(8)} ${'file'.padEnd(53)} ${'nobody trusted'.padEnd(14)} ${'own roots'.padEnd(14)} signatures`)
  for (const { file, told, verdict, agrees, expectation, atHome } of compared) {
    const mark = expectation === 'not judged' ? '–' : agrees ? 'agrees' : 'DIFFERS'
    const changes = verdict.signatures.flatMap((signature) => signature.changesAfter.map(({ change, page, name }) => [change, page, name].filter((part) => part !== null).join(' ')))
    console.log([mark.padEnd(8), file.replace(/\.pdf$/, '').slice(0, 52).padEnd(53), verdict.verdict.padEnd(14), atHome.verdict.padEnd(14), verdict.signatures.map((signature) => (signature.intact ? 'intact' : 'broken')).join(' '), [...new Set(atHome.signatures.map(({ subIndication }) => subIndication ?? 'TOTAL-PASSED'))].join(' '), `expected: ${told}`, changes.slice(0, 3).join('; ')].join(' '))
  }
  for (const { file, expected, found } of real) {
    console.log((String(expected) === String(found) ? 'agrees' : 'DIFFERS').padEnd(8), file.padEnd(53), `pdfsig ${expected.filter(Boolean).length} of ${expected.length} valid, here ${found.filter(Boolean).length} of ${found.length} intact`)
  }
  const judged = compared.filter((item) => item.expectation !== 'not judged')
  console.log(`verify: ${judged.filter((item) => item.agrees).length} of ${judged.length} files of signed_pdf agree; ${real.filter((item) => String(item.expected) === String(item.found)).length} of ${real.length} Vietnamese documents agree with pdfsig`)
}
