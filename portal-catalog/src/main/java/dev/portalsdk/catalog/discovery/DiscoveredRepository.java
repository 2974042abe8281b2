package dev.portalsdk.catalog.discovery;

import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * A repository as a host lists it.
 *
 * @param id stays when it is renamed or moved
 * @param url {@code https://github.com/acme/web}
 * @param visibility as the host writes it
 * @param defaultBranch absent if there are no commits
 * @param tip the commit that the default branch is at
 * @param file what is at the path that was asked for: its hash; absent if there is no file
 * @param text of that file, if it was asked for
 */
record DiscoveredRepository(
        String id,
        String name,
        String url,
        boolean archived,
        boolean fork,
        String visibility,
        List<String> topics,
        Optional<String> defaultBranch,
        Optional<String> tip,
        Optional<String> file,
        Optional<String> text) {
    DiscoveredRepository {
        topics = List.copyOf(topics);
    }

    /** A node of GitHub's GraphQL answer. */
    static DiscoveredRepository ofGraphQl(Value.Obj node) {
        Optional<Value.Obj> branch = node.obj("defaultBranchRef");
        Optional<Value.Obj> blob = node.obj("file")
                .filter(file -> file.string("__typename").filter("Blob"::equals).isPresent());
        boolean whole = blob.flatMap(file -> file.get("isTruncated"))
                .filter(Value.Bool.TRUE::equals)
                .isEmpty();
        return new DiscoveredRepository(
                node.string("id").orElse(""),
                node.string("name").orElse(""),
                node.string("url").orElse(""),
                isTrue(node, "isArchived"),
                isTrue(node, "isFork"),
                node.string("visibility").orElse(""),
                topics(node),
                branch.flatMap(ref -> ref.string("name")),
                branch.flatMap(ref -> ref.obj("target")).flatMap(target -> target.string("oid")),
                blob.filter(file -> !isEmpty(file)).flatMap(file -> file.string("oid")),
                blob.filter(file -> whole).flatMap(file -> file.string("text")));
    }

    /** As Backstage, an empty file is none. */
    private static boolean isEmpty(Value.Obj file) {
        return file.get("byteSize").orElse(Value.Null.NULL) instanceof Value.Num size && size.longValue() == 0;
    }

    private static boolean isTrue(Value.Obj node, String key) {
        return node.get(key).filter(Value.Bool.TRUE::equals).isPresent();
    }

    private static List<String> topics(Value.Obj node) {
        return node
                .obj("repositoryTopics")
                .flatMap(topics -> topics.arr("nodes"))
                .map(Value.Arr::values)
                .orElse(List.of())
                .stream()
                .flatMap(topic -> topic.at("/topic/name").flatMap(Value::asString).stream())
                .toList();
    }
}
