package dev.portalsdk.samples.portal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the command line says.
 *
 * @param directory with an {@code app-config.yaml}, or of descriptors to be looked at; empty for the sample's own
 * @param check whether to do everything once and end
 * @param port in place of {@code backend.listen.port}; 0 for any that is free
 */
record Settings(Optional<Path> directory, boolean check, OptionalInt port) {
    static final String USAGE = "Usage: portal-server [--check] [--port NUMBER] [DIRECTORY]";

    /** @throws IllegalArgumentException if that is none of the forms of {@link #USAGE} */
    static Settings of(List<String> arguments) {
        Optional<Path> directory = Optional.empty();
        boolean check = false;
        OptionalInt port = OptionalInt.empty();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--check")) {
                check = true;
            } else if (argument.equals("--port") && i + 1 < arguments.size()) {
                port = OptionalInt.of(port(arguments.get(++i)));
            } else if (argument.startsWith("-") || directory.isPresent()) {
                throw new IllegalArgumentException(USAGE);
            } else {
                directory = Optional.of(Path.of(argument));
            }
        }
        return new Settings(directory, check, check && port.isEmpty() ? OptionalInt.of(0) : port);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("A port is 0 to 65535, not \"" + text + "\". " + USAGE);
        }
        return Integer.parseInt(text);
    }
}
