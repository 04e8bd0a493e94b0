# Finds a JDK; sourced by ./cairn and ./dev, under any POSIX sh. Starts no JVM to look at one.
# Order: CAIRN_JAVA_HOME, JAVA_HOME, the java on PATH, then the newest of the usual folders.

# Sets java_version (25.0.3) and java_release (25) of the Java home $1; 0 where there is none.
read_release() {
  java_version=0 java_release=0
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  while IFS='=' read -r name value; do
    if [ "$name" = JAVA_VERSION ]; then
      java_version=${value#\"} java_version=${java_version%%[!0-9.]*}
    fi
  done < "$1/release"
  java_release=${java_version%%.*} java_release=${java_release:-0}
}

# Takes $1 as the best home so far if it is recent enough and newer than what was found.
# A home without javac runs Cairn but cannot build it: it is kept for want of a better one.
consider() {
  read_release "$1"
  [ "$java_release" -ge 21 ] || return 0
  if [ -x "$1/bin/javac" ]; then
    [ "$java_release" -le "$jdk_release" ] || jdk_home=$1 jdk_release=$java_release
  else
    [ "$java_release" -le "$jre_release" ] || jre_home=$1 jre_release=$java_release
  fi
}

# CAIRN_JDK_FOLDER replaces the usual folders by one.
consider_usual_folders() {
  if [ -n "${CAIRN_JDK_FOLDER-}" ]; then
    set -- "$CAIRN_JDK_FOLDER"/*
  else
    set -- /usr/lib/jvm/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/java* /opt/jdk*
  fi
  for home; do
    consider "$home"
  done
}

# Sets and exports JAVA_HOME, and java_version and java_release with it; or says what to install.
find_java() {
  jdk_home='' jdk_release=0 jre_home='' jre_release=0
  if [ -n "${CAIRN_JAVA_HOME-}" ]; then
    consider "$CAIRN_JAVA_HOME"
  else
    [ -z "${JAVA_HOME-}" ] || consider "$JAVA_HOME"
    if [ -z "$jdk_home" ] && path_java=$(command -v java); then
      path_java=$(readlink -f "$path_java") && consider "${path_java%/bin/java}"
    fi
    [ -n "$jdk_home" ] || consider_usual_folders
  fi
  JAVA_HOME=${jdk_home:-$jre_home}
  if [ -z "$JAVA_HOME" ]; then
    echo "cairn: no Java found: install a JDK, release 21 or later (25 is best)," \
      "or set CAIRN_JAVA_HOME to one${CAIRN_JAVA_HOME:+ (it is $CAIRN_JAVA_HOME)}" >&2
    exit 69
  fi
  export JAVA_HOME
  read_release "$JAVA_HOME"
}

# For what compiles: the same, and javac is there.
find_jdk() {
  find_java
  if [ ! -x "$JAVA_HOME/bin/javac" ]; then
    echo "cairn: building needs javac, which $JAVA_HOME lacks: install a JDK, release 21 or" \
      "later, or set CAIRN_JAVA_HOME to one" >&2
    exit 69
  fi
}

# Runs Maven. Its own libraries use what newer releases warn of; older ones know no such option.
maven() {
  if [ "$java_release" -ge 24 ]; then
    MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
${MAVEN_OPTS-}"
    export MAVEN_OPTS
  fi
  ./mvnw -B -ntp "$@"
}
