/**
 * The actions that come with the scaffolder, one class each, with Backstage's ids, inputs and outputs.
 *
 * <p>{@link dev.portalsdk.scaffolder.action.StandardActions} gives them all.
 */
@NullMarked
package dev.portalsdk.scaffolder.action;

import org.jspecify.annotations.NullMarked;
