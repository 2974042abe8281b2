/**
 * The template language of software templates: Nunjucks as Backstage uses it, in step inputs and in skeleton files.
 *
 * <p>{@link dev.portalsdk.scaffolder.template.NunjucksEngine} is a closed, limited interpreter: templates see the data they are given and
 * nothing else.
 */
@NullMarked
package dev.portalsdk.scaffolder.template;

import org.jspecify.annotations.NullMarked;
