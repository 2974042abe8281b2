/**
 * What actions of several forges share: requests to their APIs, and pushing through Git. It may change in any release.
 */
@NullMarked
package dev.portalsdk.scaffolder.action.internal;

import org.jspecify.annotations.NullMarked;
