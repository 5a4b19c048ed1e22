# Tags and arguments that the design has no place for stay with the blocks.
resource "aws_s3_bucket" "trust" {
  bucket = "trust-store"
}

resource "aws_s3_object" "trust" {
  bucket = aws_s3_bucket.trust.id
  key    = "ca.pem"
  source = "ca.pem"
}

resource "aws_api_gateway_client_certificate" "backend" {
  description = "Shown to the backend"
  tags        = { team = "edge" }
}

resource "aws_api_gateway_rest_api" "shop" {
  name                         = "shop"
  disable_execute_api_endpoint = true
  endpoint_configuration {
    types = ["REGIONAL"]
  }
  tags = { team = "shop", stage = "all" }
}

resource "aws_api_gateway_method" "root" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_rest_api.shop.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "root" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_rest_api.shop.root_resource_id
  http_method             = aws_api_gateway_method.root.http_method
  type                    = "HTTP"
  integration_http_method = "GET"
  uri                     = "https://shop.example.com"
  timeout_milliseconds    = 12000
}

resource "aws_api_gateway_method_response" "root" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_rest_api.shop.root_resource_id
  http_method = aws_api_gateway_method.root.http_method
  status_code = 200
}

resource "aws_api_gateway_integration_response" "root" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  resource_id = aws_api_gateway_rest_api.shop.root_resource_id
  http_method = aws_api_gateway_method.root.http_method
  status_code = aws_api_gateway_method_response.root.status_code
  depends_on  = [aws_api_gateway_integration.root]
}

resource "aws_api_gateway_deployment" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  description = "Shop"
  depends_on  = [aws_api_gateway_integration.root]
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "v1" {
  rest_api_id           = aws_api_gateway_rest_api.shop.id
  deployment_id         = aws_api_gateway_deployment.shop.id
  stage_name            = "v1"
  client_certificate_id = aws_api_gateway_client_certificate.backend.id
  variables             = { level = "one" }
}

resource "aws_api_gateway_domain_name" "shop" {
  domain_name              = "shop.example.com"
  regional_certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/11111111-1111-1111-1111-111111111111"
  security_policy          = "TLS_1_2"
  endpoint_configuration {
    types = ["REGIONAL"]
  }
  mutual_tls_authentication {
    truststore_uri     = "s3://${aws_s3_bucket.trust.id}/${aws_s3_object.trust.key}"
    truststore_version = aws_s3_object.trust.version_id
  }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_base_path_mapping" "v1" {
  api_id      = aws_api_gateway_rest_api.shop.id
  stage_name  = aws_api_gateway_stage.v1.stage_name
  domain_name = aws_api_gateway_domain_name.shop.domain_name
  base_path   = "v1"
}

resource "aws_route53_record" "shop" {
  zone_id         = "Z0123456789ABCDEFGHIJ"
  name            = aws_api_gateway_domain_name.shop.domain_name
  type            = "A"
  allow_overwrite = true
  alias {
    name                   = aws_api_gateway_domain_name.shop.regional_domain_name
    zone_id                = aws_api_gateway_domain_name.shop.regional_zone_id
    evaluate_target_health = false
  }
}
