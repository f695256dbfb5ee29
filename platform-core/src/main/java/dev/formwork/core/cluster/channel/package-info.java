/** How a part of the server hears of what other nodes do; those who listen know no more of them. */
package dev.formwork.core.cluster.channel;
