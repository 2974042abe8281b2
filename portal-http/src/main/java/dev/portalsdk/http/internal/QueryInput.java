package dev.portalsdk.http.internal;

import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Parameters;
import dev.portalsdk.http.exchange.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The query of a request, checked; what is wrong is an answer with status 400. */
public record QueryInput(Parameters parameters) {

    /** @throws HttpException if the query holds another parameter than these */
    public static QueryInput of(Request request, String... known) {
        Set<String> unknown = new TreeSet<>(request.query().names());
        unknown.removeAll(List.of(known));
        if (!unknown.isEmpty()) {
            throw HttpException.input(
                    "Unknown query parameter '" + unknown.iterator().next() + "'");
        }
        return new QueryInput(request.query());
    }

    /** A whole number of at least so much. */
    public OptionalInt integer(String name, int least) {
        Optional<String> text = parameters.first(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        int value;
        try {
            value = Integer.parseInt(text.get());
        } catch (NumberFormatException e) {
            throw HttpException.input("request/query/" + name + " must be integer");
        }
        if (value < least) {
            throw HttpException.input("request/query/" + name + " must be >= " + least);
        }
        return OptionalInt.of(value);
    }

    /** Every value. */
    public List<String> all(String name) {
        return parameters.all(name);
    }

    /** Every value that is not empty, those separated by commas one by one. */
    public List<String> list(String name) {
        return parameters.all(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The first value. */
    public Optional<String> text(String name) {
        return parameters.first(name);
    }

    /** One of some values. */
    public Optional<String> oneOf(String name, String... allowed) {
        Optional<String> text = parameters.first(name);
        if (text.isPresent() && !List.of(allowed).contains(text.get())) {
            throw HttpException.input("request/query/" + name + " must be equal to one of the allowed values: "
                    + String.join(", ", allowed));
        }
        return text;
    }
}
