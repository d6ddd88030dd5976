#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs Debian's chromium for the browser tests where it is missing, and says so.
if command -v chromium >/dev/null 2>&1; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "The browser tests need chromium, which is not here: installing Debian's package."
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null && exit 0
    echo "It could not be installed."
fi
echo "chromium is missing: the browser tests will be skipped and say so. Debian: sudo apt-get install chromium"
exit 0
