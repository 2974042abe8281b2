package dev.portalsdk.build.groups;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Removes the tests tagged with a group named in the system property {@code portal.excludedGroups} (comma-separated)
 * and prints one line with the count of each, so that a shorter run never looks like a whole one.
 *
 * <p>Found by JUnit's launcher through {@code ServiceLoader}, as filter and as listener. A test method counts once,
 * however many invocations it would have had. One instance is used per launcher and thread.
 */
public final class ExcludedGroups implements PostDiscoveryFilter, TestExecutionListener {

    /** The system property that lists the groups to leave out; empty or absent leaves out none. */
    public static final String PROPERTY = "portal.excludedGroups";

    // The launcher makes one instance as filter and another as listener; both look at the same run.
    private static final Map<String, Set<String>> LEFT_OUT = new TreeMap<>();

    private final Set<String> excluded = Arrays.stream(
                    System.getProperty(PROPERTY, "").split(","))
            .map(String::strip)
            .filter(group -> !group.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));

    /** Made by {@code ServiceLoader}. */
    public ExcludedGroups() {}

    @Override
    public FilterResult apply(TestDescriptor test) {
        for (TestTag tag : test.getTags()) {
            if (excluded.contains(tag.getName())) {
                if (isTestMethod(test)) {
                    count(tag.getName(), test);
                }
                return FilterResult.excluded("group " + tag.getName() + " is left out; run with -Pall");
            }
        }
        return FilterResult.included("in no excluded group");
    }

    @Override
    public void testPlanExecutionFinished(TestPlan testPlan) {
        synchronized (LEFT_OUT) {
            if (!LEFT_OUT.isEmpty()) {
                System.out.println(summary());
            }
        }
    }

    static String summary() {
        synchronized (LEFT_OUT) {
            return LEFT_OUT.entrySet().stream()
                    .map(group -> group.getKey() + " " + group.getValue().size())
                    .collect(Collectors.joining(", ", "Test groups left out here: ", " (-Pall runs them)"));
        }
    }

    private static boolean isTestMethod(TestDescriptor test) {
        return test.getSource().filter(MethodSource.class::isInstance).isPresent();
    }

    private static void count(String group, TestDescriptor test) {
        synchronized (LEFT_OUT) {
            LEFT_OUT.computeIfAbsent(group, name -> new LinkedHashSet<>())
                    .add(test.getUniqueId().toString());
        }
    }
}
