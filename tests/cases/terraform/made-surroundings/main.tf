data "aws_region" "current" {}

resource "aws_security_group" "inside_link" {
  name_prefix = "inside-link-"
  description = "Network interfaces of the VPC link"
  vpc_id      = var.inside_vpc_id
  tags        = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "inside_link" {
  security_group_id = aws_security_group.inside_link.id
  description       = "To the backends"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_apigatewayv2_vpc_link" "inside" {
  name               = "inside"
  security_group_ids = [aws_security_group.inside_link.id]
  subnet_ids         = var.inside_subnet_ids
  tags               = var.tags
}

data "aws_vpc" "inside_execute_api" {
  id = var.inside_vpc_id
}

resource "aws_security_group" "inside_execute_api" {
  name_prefix = "inside-execute-api-"
  description = "Clients of the private API"
  vpc_id      = var.inside_vpc_id
  tags        = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "inside_execute_api" {
  security_group_id = aws_security_group.inside_execute_api.id
  description       = "HTTPS from the VPC"
  cidr_ipv4         = data.aws_vpc.inside_execute_api.cidr_block
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "inside_execute_api" {
  vpc_id              = var.inside_vpc_id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.execute-api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.inside_vpc_endpoint_subnet_ids
  security_group_ids  = [aws_security_group.inside_execute_api.id]
  tags                = var.tags
}

resource "aws_api_gateway_rest_api" "inside" {
  name = "inside"
  tags = var.tags

  endpoint_configuration {
    types            = ["PRIVATE"]
    vpc_endpoint_ids = [aws_vpc_endpoint.inside_execute_api.id]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_rest_api_policy" "inside" {
  rest_api_id = aws_api_gateway_rest_api.inside.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = "execute-api:Invoke"
        Resource  = "${aws_api_gateway_rest_api.inside.execution_arn}/*"
      },
    ]
  })
}

resource "aws_api_gateway_resource" "inside_health" {
  rest_api_id = aws_api_gateway_rest_api.inside.id
  parent_id   = aws_api_gateway_rest_api.inside.root_resource_id
  path_part   = "health"
}

resource "aws_api_gateway_method" "inside_get_health" {
  rest_api_id   = aws_api_gateway_rest_api.inside.id
  resource_id   = aws_api_gateway_resource.inside_health.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "inside_get_health" {
  rest_api_id = aws_api_gateway_rest_api.inside.id
  resource_id = aws_api_gateway_resource.inside_health.id
  http_method = aws_api_gateway_method.inside_get_health.http_method
  type        = "MOCK"

  request_templates = {
    "application/json" = "{\"statusCode\": 200}"
  }
}

resource "aws_api_gateway_method_response" "inside_get_health_200" {
  rest_api_id = aws_api_gateway_rest_api.inside.id
  resource_id = aws_api_gateway_resource.inside_health.id
  http_method = aws_api_gateway_method.inside_get_health.http_method
  status_code = "200"
}

resource "aws_api_gateway_integration_response" "inside_get_health_200" {
  rest_api_id = aws_api_gateway_rest_api.inside.id
  resource_id = aws_api_gateway_resource.inside_health.id
  http_method = aws_api_gateway_integration.inside_get_health.http_method
  status_code = aws_api_gateway_method_response.inside_get_health_200.status_code
}

resource "aws_api_gateway_deployment" "inside" {
  rest_api_id = aws_api_gateway_rest_api.inside.id

  triggers = {
    redeployment = sha1(jsonencode([
      aws_api_gateway_rest_api_policy.inside.id,
      aws_api_gateway_rest_api_policy.inside.policy,
      aws_api_gateway_resource.inside_health.id,
      aws_api_gateway_resource.inside_health.path_part,
      aws_api_gateway_method.inside_get_health.id,
      aws_api_gateway_method.inside_get_health.http_method,
      aws_api_gateway_method.inside_get_health.authorization,
      aws_api_gateway_integration.inside_get_health.id,
      aws_api_gateway_integration.inside_get_health.type,
      aws_api_gateway_integration.inside_get_health.request_templates,
      aws_api_gateway_method_response.inside_get_health_200.id,
      aws_api_gateway_integration_response.inside_get_health_200.id,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "inside_prod" {
  rest_api_id   = aws_api_gateway_rest_api.inside.id
  deployment_id = aws_api_gateway_deployment.inside.id
  stage_name    = "prod"
  tags          = var.tags
}

resource "aws_apigatewayv2_api" "outside" {
  name          = "outside"
  protocol_type = "HTTP"
  tags          = var.tags
}

resource "aws_apigatewayv2_integration" "outside_orders" {
  api_id             = aws_apigatewayv2_api.outside.id
  description        = "orders"
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/b/c"
  connection_type    = "VPC_LINK"
  connection_id      = aws_apigatewayv2_vpc_link.inside.id
}

resource "aws_apigatewayv2_route" "outside_get_orders" {
  api_id    = aws_apigatewayv2_api.outside.id
  route_key = "GET /orders"
  target    = "integrations/${aws_apigatewayv2_integration.outside_orders.id}"
}

resource "aws_cloudwatch_log_group" "outside_default" {
  name              = "/aws/apigateway/outside/default"
  retention_in_days = 365
  kms_key_id        = var.outside_default_log_kms_key_arn
  tags              = var.tags
}

resource "aws_apigatewayv2_stage" "outside_default" {
  api_id      = aws_apigatewayv2_api.outside.id
  name        = "$default"
  auto_deploy = true
  tags        = var.tags

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.outside_default.arn

    format = jsonencode({
      requestId = "$context.requestId"
    })
  }
}

resource "aws_acm_certificate" "this" {
  domain_name       = "api.example.com"
  validation_method = "DNS"
  tags              = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "this_validation" {
  zone_id         = "Z0123456789EXAMPLE"
  name            = one(aws_acm_certificate.this.domain_validation_options).resource_record_name
  type            = one(aws_acm_certificate.this.domain_validation_options).resource_record_type
  records         = [one(aws_acm_certificate.this.domain_validation_options).resource_record_value]
  ttl             = 60
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [aws_route53_record.this_validation.fqdn]
}

resource "aws_s3_bucket" "truststore" {
  bucket = "api-example-com-truststore"
  tags   = var.tags
}

resource "aws_s3_bucket_versioning" "truststore" {
  bucket = aws_s3_bucket.truststore.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "truststore" {
  bucket                  = aws_s3_bucket.truststore.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_object" "truststore" {
  bucket     = aws_s3_bucket.truststore.id
  key        = "authorities.pem"
  content    = var.truststore_pem
  depends_on = [aws_s3_bucket_versioning.truststore]
}

resource "aws_apigatewayv2_domain_name" "this" {
  domain_name = "api.example.com"
  tags        = var.tags

  domain_name_configuration {
    certificate_arn = aws_acm_certificate_validation.this.certificate_arn
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }

  mutual_tls_authentication {
    truststore_uri     = "s3://api-example-com-truststore/authorities.pem"
    truststore_version = aws_s3_object.truststore.version_id
  }
}

resource "aws_apigatewayv2_api_mapping" "root" {
  api_id      = aws_apigatewayv2_stage.outside_default.api_id
  stage       = aws_apigatewayv2_stage.outside_default.name
  domain_name = aws_apigatewayv2_domain_name.this.domain_name
}

resource "aws_route53_record" "this" {
  zone_id = "Z0123456789EXAMPLE"
  name    = aws_apigatewayv2_domain_name.this.domain_name
  type    = "A"

  alias {
    name                   = aws_apigatewayv2_domain_name.this.domain_name_configuration[0].target_domain_name
    zone_id                = aws_apigatewayv2_domain_name.this.domain_name_configuration[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "errors"
  namespace           = "AWS/ApiGateway"
  metric_name         = "5xx"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1000
  period              = 60
  evaluation_periods  = 1

  dimensions = {
    ApiId = aws_apigatewayv2_api.outside.id
  }

  alarm_actions = [var.alarm_topic_arn]
  tags          = var.tags
}
