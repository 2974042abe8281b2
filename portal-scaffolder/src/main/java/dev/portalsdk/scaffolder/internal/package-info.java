/**
 * What several packages of the scaffolder need and no user does. Anything here may change in any release.
 */
@NullMarked
package dev.portalsdk.scaffolder.internal;

import org.jspecify.annotations.NullMarked;
