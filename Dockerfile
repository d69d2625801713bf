# syntax=docker/dockerfile:1
# One image for every use of the service. The environment lies in /opt/dushu and names no path of the base image,
# so that any image with Python 3.11 or later will do as PYTHON_IMAGE.
ARG PYTHON_IMAGE=docker.io/library/python:3.13-slim-trixie

# Compiles; nothing of this stage but the environment reaches the image.
FROM ${PYTHON_IMAGE} AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends gcc libc6-dev
# Python images bring these; Debian's own Python comes without them.
RUN python3 -c 'import ensurepip, pathlib, sysconfig; pathlib.Path(sysconfig.get_path("include"), "Python.h").stat()' \
 || apt-get install --yes --no-install-recommends python3-dev python3-venv
RUN python3 -m venv /opt/dushu
WORKDIR /src
COPY pyproject.toml setup.py README.md LICENSE NOTICE ./
COPY native native
COPY service service
# What the image is for: `dushu serve` and `dushu worker`. With `archive` too it has `dushu archive`, and 200 MB more.
ARG EXTRAS=service,worker
RUN /opt/dushu/bin/pip install --no-cache-dir ".[${EXTRAS}]" \
 && /opt/dushu/bin/pip uninstall --yes pip

FROM ${PYTHON_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="dushu" \
      org.opencontainers.image.description="Reads the figures of Chinese reports" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /opt/dushu /opt/dushu
# Nothing is written at run time, so a read-only root file system works.
ENV PATH=/opt/dushu/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DUSHU_HOST=0.0.0.0 DUSHU_PORT=8000
# A number and not a name: Kubernetes' runAsNonRoot cannot check names.
USER 65532:65532
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
    CMD ["python3", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['DUSHU_PORT'] + '/readyz')"]
ENTRYPOINT ["python3", "-m", "dushu_service"]
CMD ["serve"]
