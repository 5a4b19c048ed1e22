# Documentation is text to AWS: it stays as the files spell it. A model is compared as JSON.
resource "aws_api_gateway_rest_api" "docs" {
  name   = "docs"
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*" }
  ]
}
EOF
  endpoint_configuration {
    types = ["EDGE"]
  }
}

resource "aws_api_gateway_documentation_part" "api" {
  rest_api_id = aws_api_gateway_rest_api.docs.id
  location {
    type = "API"
  }
  properties = "{\"description\": \"Everything\", \"contact\": {\"name\": \"Us\"}}"
}

resource "aws_api_gateway_documentation_part" "get" {
  rest_api_id = aws_api_gateway_rest_api.docs.id
  location {
    type   = "METHOD"
    method = "GET"
    path   = "/"
  }
  properties = <<EOF
{
  "description": "The root"
}
EOF
}

resource "aws_api_gateway_documentation_part" "plain" {
  rest_api_id = aws_api_gateway_rest_api.docs.id
  location {
    type   = "RESOURCE"
    path   = "/"
  }
  properties = jsonencode({ description = "Plain" })
}

resource "aws_api_gateway_documentation_version" "one" {
  rest_api_id = aws_api_gateway_rest_api.docs.id
  version     = "1"
  description = "First"
  depends_on  = [aws_api_gateway_documentation_part.api]
}

resource "aws_api_gateway_method" "root" {
  rest_api_id   = aws_api_gateway_rest_api.docs.id
  resource_id   = aws_api_gateway_rest_api.docs.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "root" {
  rest_api_id          = aws_api_gateway_rest_api.docs.id
  resource_id          = aws_api_gateway_rest_api.docs.root_resource_id
  http_method          = aws_api_gateway_method.root.http_method
  type                 = "MOCK"
  passthrough_behavior = "WHEN_NO_MATCH"
}

resource "aws_api_gateway_deployment" "docs" {
  rest_api_id = aws_api_gateway_rest_api.docs.id
  depends_on  = [aws_api_gateway_integration.root]
}

resource "aws_api_gateway_stage" "docs" {
  rest_api_id           = aws_api_gateway_rest_api.docs.id
  deployment_id         = aws_api_gateway_deployment.docs.id
  stage_name            = "docs"
  documentation_version = aws_api_gateway_documentation_version.one.version
  canary_settings {
    deployment_id   = aws_api_gateway_deployment.docs.id
    percent_traffic = 10
    stage_variable_overrides = { a = "b" }
  }
}
