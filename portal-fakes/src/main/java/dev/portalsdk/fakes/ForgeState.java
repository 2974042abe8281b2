package dev.portalsdk.fakes;

import dev.portalsdk.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a forge holds: accounts and repositories, by names whose case does not matter. */
final class ForgeState implements AutoCloseable {
    /** The directory holds one bare repository for each number. */
    private final Path directory;

    private final String webBase;
    private final String cloneBase;
    private final Optional<Secret> token;
    private final Account self;
    private final Map<String, Account> accounts = new ConcurrentSkipListMap<>();
    private final Map<String, ForgeRepository> repositories = new ConcurrentSkipListMap<>();
    private final Map<String, ForgeRepository> moved = new ConcurrentSkipListMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ForgeOrganizations organizations = new ForgeOrganizations();
    private volatile Optional<ForgeApp> app = Optional.empty();

    ForgeState(Path directory, String webBase, String cloneBase, Optional<Secret> token, String login) {
        this.directory = directory;
        this.webBase = webBase;
        this.cloneBase = cloneBase;
        this.token = token;
        this.self = account(login, false);
    }

    /** A user or an organization. */
    record Account(int id, String login, boolean organization) {
        String type() {
            return organization ? "Organization" : "User";
        }
    }

    String webBase() {
        return webBase;
    }

    Optional<Secret> token() {
        return token;
    }

    /** Teams and members. */
    ForgeOrganizations organizations() {
        return organizations;
    }

    /** The app whose tokens are taken too. */
    Optional<ForgeApp> app() {
        return app;
    }

    void app(ForgeApp installed) {
        app = Optional.of(installed);
    }

    /** Whose token it is. */
    Account self() {
        return self;
    }

    /** Makes an account unless there is one of that name. */
    Account account(String login, boolean organization) {
        return accounts.computeIfAbsent(key(login), key -> new Account(numbers.incrementAndGet(), login, organization));
    }

    Optional<Account> account(String login) {
        return Optional.ofNullable(accounts.get(key(login)));
    }

    Optional<Account> account(long id) {
        return accounts.values().stream().filter(account -> account.id() == id).findFirst();
    }

    Optional<ForgeRepository> repository(String owner, String name) {
        String plain = name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
        return Optional.ofNullable(repositories.get(key(owner + "/" + plain)));
    }

    Collection<ForgeRepository> repositories() {
        return repositories.values();
    }

    /** Empty if there is one of that name already. */
    Optional<ForgeRepository> create(String owner, String name, boolean hidden, Optional<String> description) {
        boolean[] created = {false};
        ForgeRepository repository = repositories.computeIfAbsent(key(owner + "/" + name), key -> {
            created[0] = true;
            try {
                return new ForgeRepository(
                        new ForgeRepository.Settings(owner, name, webBase, cloneBase, hidden, description),
                        directory.resolve(numbers.incrementAndGet() + ".git"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return created[0] ? Optional.of(repository) : Optional.empty();
    }

    /** From now on it answers to another name, and its old one leads there. @return false if that is taken */
    boolean move(ForgeRepository repository, String owner, String name) {
        String before = repository.slug();
        if (repositories.putIfAbsent(key(owner + "/" + name), repository) != null) {
            return false;
        }
        repositories.remove(key(before));
        account(owner, true);
        repository.rename(owner, name);
        moved.put(key(before), repository);
        return true;
    }

    /** The path of a request with the name that a repository has now; empty if it names none that was moved. */
    Optional<String> movedTo(String path) {
        for (Map.Entry<String, ForgeRepository> old : moved.entrySet()) {
            Matcher found = Pattern.compile("(^|/)" + Pattern.quote(old.getKey()) + "(?=/|\\.git/|$)")
                    .matcher(path.toLowerCase(Locale.ROOT));
            if (!repositories.containsKey(old.getKey()) && found.find()) {
                return Optional.of(
                        path.substring(0, found.end(1)) + old.getValue().slug() + path.substring(found.end()));
            }
        }
        return Optional.empty();
    }

    /** Its files go when the forge is closed. */
    void delete(ForgeRepository repository) {
        repositories.remove(key(repository.slug()));
        repository.close();
    }

    @Override
    public void close() throws IOException {
        repositories.values().forEach(ForgeRepository::close);
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
