package dev.portalsdk.model;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The formats of an entity's common fields, as Backstage's validators check them. Several differ from its documentation; where they do, these
 * follow what is checked.
 */
// As Backstage catalog-model validation/KubernetesValidatorFunctions, CommonValidatorFunctions and makeValidator.
@SuppressWarnings("ImmutableEnumChecker") // the predicates hold no state
public enum FieldFormat {
    /** {@code apiVersion}. */
    API_VERSION(
            FieldFormat::isApiVersion,
            "[prefix/]suffix: the prefix a lower-case DNS name of at most 253 characters, the suffix 1 to 63 letters and digits,"
                    + " e.g. \"backstage.io/v1alpha1\""),
    /** {@code kind}. */
    KIND(matching("[a-zA-Z][a-z0-9A-Z]*", 63), "a letter, then letters and digits, at most 63 in all"),
    /** {@code metadata.name}. */
    NAME(FieldFormat::isName, "1 to 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit at both ends"),
    /** {@code metadata.namespace}. */
    NAMESPACE(
            FieldFormat::isDnsLabel,
            "1 to 63 lower-case letters, digits and \"-\", with a letter or digit at both ends"),
    /** A key of {@code metadata.labels}. */
    LABEL_KEY(FieldFormat::isPrefixedName, Texts.PREFIXED_NAME),
    /** A value of {@code metadata.labels}. */
    LABEL_VALUE(
            text -> text.isEmpty() || isName(text),
            "empty, or 1 to 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit at both ends"),
    /** A key of {@code metadata.annotations}. */
    ANNOTATION_KEY(FieldFormat::isPrefixedName, Texts.PREFIXED_NAME),
    /** A value of {@code metadata.annotations}: any text. */
    ANNOTATION_VALUE(text -> true, "a text"),
    /** An element of {@code metadata.tags}. */
    TAG(
            matching("[a-z0-9:+#]+(-[a-z0-9:+#]+)*", 63),
            "1 to 63 lower-case letters, digits, \":\", \"+\" and \"#\", with single \"-\" between them"),
    /** {@code url} of an element of {@code metadata.links}. */
    LINK_URL(WebUrls::isValid, "an absolute URL, e.g. \"https://host/path\""),
    /** {@code title} of an element of {@code metadata.links}. */
    LINK_TITLE(text -> !text.isEmpty(), "a text that is not empty"),
    /** {@code icon} of an element of {@code metadata.links}. */
    LINK_ICON(text -> !text.isEmpty(), "a text that is not empty");

    private static final class Texts {
        static final String PREFIXED_NAME =
                "[prefix/]name: the prefix a lower-case DNS name of at most 253 characters, the name 1 to 63 letters,"
                        + " digits, \"-\", \"_\" and \".\", with a letter or digit at both ends";
        static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
        static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]+(?:-+[a-z0-9]+)*");
        static final Pattern VERSION = Pattern.compile("[a-z0-9A-Z]+");
    }

    private final Predicate<String> check;
    private final String form;

    FieldFormat(Predicate<String> check, String form) {
        this.check = check;
        this.form = form;
    }

    /** Whether a text has this format. */
    public boolean accepts(String text) {
        return check.test(text);
    }

    /** The format in words, to complete "expected …". */
    public String form() {
        return form;
    }

    private static Predicate<String> matching(String regex, int maxLength) {
        Pattern pattern = Pattern.compile(regex);
        // "matches" looks at the whole text: unlike find() with $, it does not overlook a final newline.
        return text -> text.length() <= maxLength && pattern.matcher(text).matches();
    }

    private static boolean isName(String text) {
        return text.length() <= 63 && Texts.NAME.matcher(text).matches();
    }

    private static boolean isDnsLabel(String text) {
        return text.length() <= 63 && Texts.DNS_LABEL.matcher(text).matches();
    }

    private static boolean isDnsSubdomain(String text) {
        if (text.isEmpty() || text.length() > 253) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (!isDnsLabel(label)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isApiVersion(String text) {
        return isPrefixed(
                text,
                suffix -> suffix.length() <= 63 && Texts.VERSION.matcher(suffix).matches());
    }

    private static boolean isPrefixedName(String text) {
        return isPrefixed(text, FieldFormat::isName);
    }

    private static boolean isPrefixed(String text, Predicate<String> suffix) {
        int slash = text.indexOf('/');
        return slash < 0
                ? suffix.test(text)
                : isDnsSubdomain(text.substring(0, slash)) && suffix.test(text.substring(slash + 1));
    }
}
