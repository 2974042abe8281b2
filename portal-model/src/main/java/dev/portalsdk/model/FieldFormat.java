package dev.portalsdk.model;

import java.util.function.IntPredicate;
import java.util.function.Predicate;

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
    KIND(FieldFormat::isKind, "a letter, then letters and digits, at most 63 in all"),
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
            FieldFormat::isTag,
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

    private static boolean isKind(String text) {
        return isMadeOf(text, FieldFormat::isLetterOrDigit) && !isDigit(text.charAt(0));
    }

    private static boolean isName(String text) {
        return isMadeOf(text, c -> isLetterOrDigit(c) || c == '-' || c == '_' || c == '.')
                && isLetterOrDigit(text.charAt(0))
                && isLetterOrDigit(text.charAt(text.length() - 1));
    }

    private static boolean isDnsLabel(String text) {
        return isMadeOf(text, c -> isLower(c) || isDigit(c) || c == '-')
                && text.charAt(0) != '-'
                && text.charAt(text.length() - 1) != '-';
    }

    private static boolean isTag(String text) {
        return isMadeOf(text, c -> isLower(c) || isDigit(c) || c == '-' || c == ':' || c == '+' || c == '#')
                && text.charAt(0) != '-'
                && text.charAt(text.length() - 1) != '-'
                && !text.contains("--");
    }

    /** Whether a text has 1 to 63 characters and all of them pass. */
    private static boolean isMadeOf(String text, IntPredicate allowed) {
        if (text.isEmpty() || text.length() > 63) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(int c) {
        return isLower(c) || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    private static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
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
        return isPrefixed(text, suffix -> isMadeOf(suffix, FieldFormat::isLetterOrDigit));
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
