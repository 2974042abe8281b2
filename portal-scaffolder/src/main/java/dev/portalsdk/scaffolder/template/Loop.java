package dev.portalsdk.scaffolder.template;

import java.util.ArrayList;
import java.util.List;

/** The state of one for loop: where it is, and what its variables are there. */
final class Loop {
    private final List<Object> items;
    /** Whether each item is a list whose elements the variables take. */
    private final boolean spread;

    private int index = -1;

    private Loop(List<Object> items, boolean spread) {
        this.items = items;
        this.spread = spread;
    }

    /**
     * A list gives its elements, text its characters, and an object its keys and values if there are two variables; anything else gives nothing.
     */
    static Loop of(Object over, int variables, Budget budget) {
        if (over instanceof JsArray array) {
            return new Loop(array.items(), variables > 1);
        }
        if (over instanceof JsObject object && variables == 2) {
            budget.steps(object.size());
            List<Object> entries = new ArrayList<>();
            object.keys().forEach(key -> entries.add(JsArray.of(key, object.get(key))));
            return new Loop(entries, true);
        }
        if (Js.isText(over)) {
            String text = over.toString();
            budget.listSize(text.length());
            List<Object> characters = new ArrayList<>(text.length());
            for (int i = 0; i < text.length(); i++) {
                String character = text.substring(i, i + 1);
                characters.add(variables > 1 ? JsArray.of(Integer.toString(i), character) : character);
            }
            return new Loop(characters, variables > 1);
        }
        return new Loop(List.of(), false);
    }

    /** Goes on to the next item. The list may grow meanwhile. */
    boolean next() {
        index++;
        return index < items.size();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    Object value(int variable, Budget budget) {
        Object item = items.get(index);
        return spread ? Members.get(item, (double) variable, budget) : item;
    }

    /** {@code loop}, made anew for each round. */
    JsObject variable() {
        JsObject loop = new JsObject();
        double at = index;
        double length = items.size();
        loop.put("index", at + 1);
        loop.put("index0", at);
        loop.put("revindex", length - at);
        loop.put("revindex0", length - at - 1);
        loop.put("first", index == 0);
        loop.put("last", at == length - 1);
        loop.put("length", length);
        return loop;
    }
}
