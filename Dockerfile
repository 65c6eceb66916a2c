FROM python:3.12-slim-bookworm
RUN useradd --create-home --uid 10001 wasl && mkdir /data && chown wasl:wasl /data
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY graph graph
COPY ingest ingest
COPY explorer explorer
COPY samples samples
COPY .streamlit .streamlit
COPY streamlit_app.py LICENSE ./
ENV WASL_HOME=/data WASL_ADDRESS=0.0.0.0 PORT=8501 PYTHONUNBUFFERED=1
USER wasl
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["sh", "-c", "python -m ingest --if-empty samples && exec python -m explorer"]
