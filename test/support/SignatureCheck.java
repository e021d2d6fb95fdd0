import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Security;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tsp.TimeStampToken;

/** What PDFBox and BouncyCastle say of each signature of a PDF: one line each, in the order of the fields. Trust is not judged. */
public class SignatureCheck {
    public static void main(String[] files) throws Exception {
        // Java's own provider knows RSASSA-PSS by another name.
        Security.addProvider(new BouncyCastleProvider());
        for (String file : files) check(Path.of(file));
    }

    private static void check(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        try (PDDocument document = PDDocument.load(bytes)) {
            for (PDSignature signature : document.getSignatureDictionaries()) {
                byte[] contents = signature.getContents(bytes);
                byte[] signed = signature.getSignedContent(bytes);
                boolean isTimeStamp = "ETSI.RFC3161".equals(signature.getSubFilter());
                String found = isTimeStamp ? timeStamp(new TimeStampToken(new CMSSignedData(contents)), signed) : cades(contents, signed);
                System.out.println(signature.getSubFilter() + " " + found + " gap=" + gapIsHexadecimal(signature.getByteRange(), bytes));
            }
        }
    }

    private static String cades(byte[] contents, byte[] signed) throws Exception {
        CMSSignedData cms = new CMSSignedData(new CMSProcessableByteArray(signed), contents);
        SignerInformation signer = cms.getSignerInfos().getSigners().iterator().next();
        X509CertificateHolder certificate = (X509CertificateHolder) cms.getCertificates().getMatches(signer.getSID()).iterator().next();
        boolean isRight = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate));
        boolean namesSigner = signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2) != null;
        AttributeTable unsigned = signer.getUnsignedAttributes();
        Attribute stamp = unsigned == null ? null : unsigned.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        String stamped = stamp == null ? "none" : timeStamp(new TimeStampToken(new CMSSignedData(stamp.getAttrValues().getObjectAt(0).toASN1Primitive().getEncoded())), signer.getSignature());
        return "signature=" + isRight + " ess=" + namesSigner + " stamp=" + stamped;
    }

    private static String timeStamp(TimeStampToken token, byte[] stamped) throws Exception {
        X509CertificateHolder authority = (X509CertificateHolder) token.getCertificates().getMatches(token.getSID()).iterator().next();
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(authority));
        byte[] imprint = token.getTimeStampInfo().getMessageImprintDigest();
        String algorithm = token.getTimeStampInfo().getMessageImprintAlgOID().getId();
        return String.valueOf(Arrays.equals(imprint, MessageDigest.getInstance(algorithm).digest(stamped)));
    }

    private static boolean gapIsHexadecimal(int[] range, byte[] bytes) {
        for (int at = range[1] + 1; at < range[2] - 1; at++) {
            if (Character.digit(bytes[at], 16) < 0) return false;
        }
        return bytes[range[1]] == '<' && bytes[range[2] - 1] == '>';
    }
}
