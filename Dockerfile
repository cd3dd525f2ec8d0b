# The digest names an index of images for several machines, amd64 and arm64 among them.
FROM python:3.11-slim-trixie@sha256:90744cff8f32887f075c47d747a173ff333e9e98801667af93c357fa9f5e28ff AS build
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/opt/hearten
WORKDIR /source
# The dependencies change less often than the code: a layer of their own. The extras cost nothing until a setting
# asks for them.
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-default-groups --extra otel --extra sentry --no-install-project
COPY README.md LICENSE ./
COPY migrations migrations
COPY bot bot
# There is no repository here that could name the version.
ARG VERSION=0.0.0
RUN SETUPTOOLS_SCM_PRETEND_VERSION="$VERSION" uv sync --frozen --no-default-groups --extra otel --extra sentry \
    --no-editable \
    && rm --force /opt/hearten/.lock

FROM python:3.11-slim-trixie@sha256:90744cff8f32887f075c47d747a173ff333e9e98801667af93c357fa9f5e28ff
LABEL org.opencontainers.image.title="Hearten" \
    org.opencontainers.image.description="A Slack bot for thanks between colleagues" \
    org.opencontainers.image.licenses="MIT"
RUN useradd --uid 10001 --no-log-init --create-home --home-dir /data hearten
COPY --from=build /opt/hearten /opt/hearten
# The C library would give each thread a heap of its own, of which a megabyte stays free.
ENV PATH="/opt/hearten/bin:$PATH" \
    HOST=0.0.0.0 \
    PORT=3000 \
    MALLOC_ARENA_MAX=1 \
    DATABASE_URL=sqlite:////data/hearten.db \
    HEARTEN_LOG_FORMAT=json
# By number: Kubernetes then sees that it isn't root. It writes to /data alone; the rest may be read-only.
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "import os, urllib.request as r; r.build_opener(r.ProxyHandler({})).open(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["hearten"]
CMD ["run"]
