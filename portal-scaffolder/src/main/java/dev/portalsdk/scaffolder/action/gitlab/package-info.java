/**
 * Actions that create and change what is on GitLab. They obey the inputs of Backstage's actions of the same ids, and use GitLab's REST API (v4) and Git over HTTP.
 */
@NullMarked
package dev.portalsdk.scaffolder.action.gitlab;

import org.jspecify.annotations.NullMarked;
