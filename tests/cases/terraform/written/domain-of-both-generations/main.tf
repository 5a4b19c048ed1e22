# A domain of the first generation takes mappings of both: only the second knows paths of several parts.
resource "aws_api_gateway_rest_api" "users" {
  name = "users"
}

resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.users.id
  resource_id   = aws_api_gateway_rest_api.users.root_resource_id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "get" {
  rest_api_id             = aws_api_gateway_rest_api.users.id
  resource_id             = aws_api_gateway_rest_api.users.root_resource_id
  http_method             = aws_api_gateway_method.get.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "https://users.example.com/"
}

resource "aws_api_gateway_deployment" "users" {
  rest_api_id = aws_api_gateway_rest_api.users.id
  depends_on  = [aws_api_gateway_integration.get]
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.users.id
  deployment_id = aws_api_gateway_deployment.users.id
  stage_name    = "live"
}

resource "aws_api_gateway_domain_name" "front" {
  domain_name              = "api.example.com"
  regional_certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  security_policy          = "TLS_1_2"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_base_path_mapping" "plain" {
  api_id      = aws_api_gateway_rest_api.users.id
  stage_name  = aws_api_gateway_stage.live.stage_name
  domain_name = aws_api_gateway_domain_name.front.domain_name
  base_path   = "users"
}

resource "aws_apigatewayv2_api_mapping" "deep" {
  api_id          = aws_api_gateway_rest_api.users.id
  stage           = aws_api_gateway_stage.live.stage_name
  domain_name     = aws_api_gateway_domain_name.front.domain_name
  api_mapping_key = "users/v2"
}

resource "aws_route53_record" "front" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = aws_api_gateway_domain_name.front.domain_name
  type    = "A"

  alias {
    name                   = aws_api_gateway_domain_name.front.regional_domain_name
    zone_id                = aws_api_gateway_domain_name.front.regional_zone_id
    evaluate_target_health = false
  }
}
