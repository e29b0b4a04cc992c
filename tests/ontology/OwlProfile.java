import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Prints one line per violation of OWL 2 DL that the OWL API finds in the ontology files, after the name of the file. */
public class OwlProfile {
    public static void main(String[] paths) throws Exception {
        for (String path : paths) {
            File file = new File(path);
            OWLOntology ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(file);
            for (OWLProfileViolation violation : new OWL2DLProfile().checkOntology(ontology).getViolations()) {
                String words = (violation.getClass().getSimpleName() + " " + violation).replaceAll("\\s+", " ");
                System.out.println(file.getName() + ": " + words);
            }
        }
    }
}
