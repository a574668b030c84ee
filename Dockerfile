# 成文：docker build -t chengwen . && docker run -p 8000:8000 -v chengwen:/var/lib/chengwen chengwen
# 单位自己的字体：再加 -v /字体所在目录:/opt/chengwen/fonts:ro
FROM debian:12-slim

RUN useradd --system --create-home --home-dir /var/lib/chengwen chengwen
WORKDIR /opt/chengwen
COPY . .
# The set-up goes on without what it can't have; an image must have all of it.
RUN scripts/setup \
    && scripts/setup --check \
    && test -f .cache/fonts/fonts.conf \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/* "$HOME/.cache"

ENV CHENGWEN_HOST=0.0.0.0 CHENGWEN_DATA=/var/lib/chengwen
USER chengwen
VOLUME /var/lib/chengwen
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD [".venv/bin/python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('CHENGWEN_PORT', '8000') + '/healthz', timeout=5)"]
CMD [".venv/bin/chengwen", "serve"]
