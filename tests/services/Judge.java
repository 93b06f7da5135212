import java.io.File;
import java.util.List;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Files' paths → lines "path, flavour, count of checks, what fails", with tabs between; what fails is empty where all
 * holds, else there is a line for each kind of failure. Both flavours, all files, one start of the machine.
 */
public class Judge {
    private static final List<PDFAFlavour> FLAVOURS = List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1);

    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour flavour : FLAVOURS) {
                judge(file, flavour);
            }
        }
    }

    private static void judge(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                say(file, flavour, result, "");
            }
            result.getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId().getClause() + " " + assertion.getMessage())
                    .distinct()
                    .forEach(failure -> say(file, flavour, result, failure));
        }
    }

    private static void say(String file, PDFAFlavour flavour, ValidationResult result, String failure) {
        String text = failure.replaceAll("\\s+", " ");
        System.out.println(String.join("\t", file, flavour.getId(), "" + result.getTotalAssertions(), text));
    }
}
