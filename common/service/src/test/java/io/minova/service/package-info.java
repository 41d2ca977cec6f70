/** Tests of boot, configuration check and stop. */
@NullMarked
package io.minova.service;

import org.jspecify.annotations.NullMarked;
