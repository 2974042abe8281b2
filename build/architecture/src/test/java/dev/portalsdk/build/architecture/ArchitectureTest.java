package dev.portalsdk.build.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of docs/architecture.md that a compiler does not know. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/dev/portalsdk/build/"))
            .importPackages("dev.portalsdk");

    @ParameterizedTest
    @EnumSource(Module.class)
    void everyModuleIsScanned(Module module) {
        long found = CLASSES.stream()
                .filter(type -> Module.of(type.getPackageName()).equals(Optional.of(module)))
                .count();
        assertTrue(
                found >= 3,
                () -> "only " + found + " classes of " + module + " were scanned: the rules would hold for nothing");
    }

    @Test
    void enoughClassesAreScanned() {
        assertTrue(CLASSES.size() > 250, () -> "only " + CLASSES.size() + " classes were scanned");
    }

    @Test
    void everyPackageBelongsToAModule() {
        Set<String> strays =
                packages().stream().filter(name -> Module.of(name).isEmpty()).collect(Collectors.toSet());
        assertEquals(Set.of(), strays, "add the module to " + Module.class.getSimpleName());
    }

    @Test
    void dependenciesPointOneWay() {
        classes()
                .should(dependOnlyWhere(
                        "know only the modules below their own", (from, to) -> Module.of(to.getPackageName())
                                .map(target -> Module.of(from.getPackageName())
                                        .map(source -> source.mayKnow(target))
                                        .orElse(false))
                                .orElse(true)))
                .because("model <- integrations <- {catalog, scaffolder, techdocs}, which do not know one another")
                .check(CLASSES);
    }

    @Test
    void internalsStayInside() {
        classes()
                .should(dependOnlyWhere(
                        "keep out of other modules' internal packages",
                        (from, to) -> !isInternal(to)
                                || Module.of(to.getPackageName()).equals(Module.of(from.getPackageName()))))
                .because("an internal package may change in any release")
                .check(CLASSES);
    }

    @Test
    void onlyTheVerifierOfTokensKnowsItsLibrary() {
        classes()
                .should(dependOnlyWhere(
                        "leave com.nimbusds to dev.portalsdk.http.jwt",
                        (from, to) -> !to.getPackageName().startsWith("com.nimbusds")
                                || from.getPackageName().equals("dev.portalsdk.http.jwt")))
                .because("it need not be on a host's class path")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.portalsdk.(**)")
                .should()
                .beFreeOfCycles()
                .because("a reader should be able to begin somewhere")
                .check(CLASSES);
    }

    @Test
    void noPackageIsNamedForNothing() {
        Set<String> banned = Set.of("util", "utils", "common", "impl", "helper", "helpers", "misc");
        List<String> found = packages().stream()
                .filter(name -> banned.contains(name.substring(name.lastIndexOf('.') + 1)))
                .toList();
        assertEquals(List.of(), found);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        List<String> unmarked =
                packages().stream().filter(name -> !isNullMarked(name)).toList();
        assertEquals(List.of(), unmarked, "these packages need a package-info.java with @NullMarked");
    }

    @Test
    void noSignatureShowsAJacksonType() {
        Set<String> shown = CLASSES.stream()
                .filter(type -> type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC))
                .filter(method -> method.getAllInvolvedRawTypes().stream()
                        .anyMatch(type -> type.getPackageName().startsWith("com.fasterxml")))
                .map(method -> method.getFullName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), shown, "Value stands for JSON in public signatures");
    }

    private static Set<String> packages() {
        return CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().startsWith("dev.portalsdk.")
                && (type.getPackageName() + ".").contains(".internal.");
    }

    private static boolean isNullMarked(String packageName) {
        try {
            return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static ArchCondition<JavaClass> dependOnlyWhere(String what, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (!allowed.test(type, dependency.getTargetClass())) {
                        events.add(violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }
}
