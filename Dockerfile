FROM python:3.12-slim AS packages
COPY requirements.txt /
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /requirements.txt

FROM python:3.12-slim
RUN groupadd --system --gid 10001 starbranch \
 && useradd --system --uid 10001 --gid starbranch --home-dir /data --shell /usr/sbin/nologin starbranch \
 && install -d -o starbranch -g starbranch -m 700 /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
RUN python bin/lib/catalogues.py && python -m compileall -q apps starbranch

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=starbranch.settings.production \
    STARBRANCH_HOME=/data \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000
# collectstatic runs in the prepare service: its files lie in the data volume, which an image cannot renew.
USER starbranch
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["python", "-m", "starbranch.probe", "web"]
CMD ["granian", "--interface", "wsgi", "--no-ws", "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--workers-kill-timeout", "20", "starbranch.wsgi:application"]
