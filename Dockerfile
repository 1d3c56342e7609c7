# The house in production. The commands that it runs stand in coopstudio/start/services.py.

FROM node:24-bookworm-slim AS browser
WORKDIR /house
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.13-slim-bookworm AS environment
COPY requirements/run.txt .
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r run.txt

FROM python:3.13-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --home-dir /house coop \
 && install --directory --owner coop --group coop /house /state
COPY --from=environment /venv /venv
WORKDIR /house
COPY . .
COPY --from=browser /house/node_modules node_modules
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    COOP_VAR=/state \
    COOP_STATIC=/house/collected \
    COOP_BIND=0.0.0.0:8000
RUN python coopstudio/install/assets.py \
 && export COOP_DEBUG=0 && python manage.py bundle \
 && python manage.py collectstatic --no-input \
 && rm -rf node_modules \
 && python -m compileall -q .
USER coop
VOLUME /state
EXPOSE 8000
ENTRYPOINT ["python", "-m", "coopstudio.start.services"]
CMD ["web"]
