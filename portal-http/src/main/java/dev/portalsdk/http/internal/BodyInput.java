package dev.portalsdk.http.internal;

import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** A JSON object that was sent, checked; what is wrong is an answer with status 400 that names the place. */
public record BodyInput(Value.Obj object, String place) {

    /** @throws HttpException if the body is no JSON object */
    public static BodyInput of(Request request) throws IOException {
        Value body = request.json();
        return new BodyInput(
                body.asObj().orElseThrow(() -> HttpException.input("request/body must be object")), "request/body");
    }

    /** A text that must be there. */
    public String text(String key) {
        return string(required(key), key);
    }

    /** A text. */
    public Optional<String> optionalText(String key) {
        return object.get(key).map(value -> string(value, key));
    }

    private String string(Value value, String key) {
        return value.asString().orElseThrow(() -> wrong(key, "must be string"));
    }

    /** A list of texts that must be there. */
    public List<String> texts(String key) {
        return texts(required(key), key);
    }

    /** A list of texts; none if it is not there. */
    public List<String> optionalTexts(String key) {
        return object.get(key).map(value -> texts(value, key)).orElse(List.of());
    }

    private List<String> texts(Value value, String key) {
        Value.Arr array = value.asArr().orElseThrow(() -> wrong(key, "must be array"));
        List<String> texts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            texts.add(string(array.get(i), key + "/" + i));
        }
        return texts;
    }

    /** An object that must be there. */
    public BodyInput object(String key) {
        return below(required(key), key);
    }

    /** An object. */
    public Optional<BodyInput> optionalObject(String key) {
        return object.get(key).map(value -> below(value, key));
    }

    /** Objects, or one alone. */
    public List<BodyInput> objects(String key) {
        Optional<Value> value = object.get(key);
        if (value.isPresent() && value.get() instanceof Value.Arr array) {
            List<BodyInput> all = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                all.add(below(array.get(i), key + "/" + i));
            }
            return all;
        }
        return optionalObject(key).map(List::of).orElse(List.of());
    }

    private BodyInput below(Value value, String key) {
        return new BodyInput(value.asObj().orElseThrow(() -> wrong(key, "must be object")), place + "/" + key);
    }

    /** A whole number of at least so much. */
    public OptionalInt integer(String key, int least) {
        Optional<Value> value = object.get(key);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!(value.get() instanceof Value.Num number)
                || !number.isIntegral()
                || number.doubleValue() > Integer.MAX_VALUE) {
            throw wrong(key, "must be integer");
        }
        if (number.doubleValue() < least) {
            throw wrong(key, "must be >= " + least);
        }
        return OptionalInt.of((int) number.longValue());
    }

    /** One of some texts. */
    public Optional<String> oneOf(String key, String... allowed) {
        Optional<String> text = optionalText(key);
        if (text.filter(Predicate.not(List.of(allowed)::contains)).isPresent()) {
            throw wrong(key, "must be equal to one of the allowed values: " + String.join(", ", allowed));
        }
        return text;
    }

    private Value required(String key) {
        return object.get(key)
                .orElseThrow(() -> HttpException.input(place + " must have required property '" + key + "'"));
    }

    private HttpException wrong(String key, String what) {
        return HttpException.input(place + "/" + key + " " + what);
    }
}
