FROM python:3.11-slim AS build
RUN pip install --no-cache-dir uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/opt/hearten
WORKDIR /source
# The dependencies change less often than the code: a layer of their own.
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-default-groups --no-install-project
COPY README.md LICENSE ./
COPY migrations migrations
COPY bot bot
RUN uv sync --frozen --no-default-groups --no-editable

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /data hearten
COPY --from=build /opt/hearten /opt/hearten
# The C library would give each thread a heap of its own, of which a megabyte stays free.
ENV PATH="/opt/hearten/bin:$PATH" \
    HOST=0.0.0.0 \
    PORT=3000 \
    MALLOC_ARENA_MAX=1 \
    DATABASE_URL=sqlite:////data/hearten.db \
    HEARTEN_LOG_FORMAT=json
USER hearten
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "import os, urllib.request as r; r.build_opener(r.ProxyHandler({})).open(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["hearten"]
CMD ["run"]
