/**
 * Actions that create and change what is on GitHub. They obey the inputs of Backstage's actions of the same ids, and use GitHub's REST API and Git over HTTP.
 */
@NullMarked
package dev.portalsdk.scaffolder.action.github;

import org.jspecify.annotations.NullMarked;
